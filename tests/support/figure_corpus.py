"""Figures that use every common part of Matplotlib's interface, as students draw them, in a few lines each."""

from collections.abc import Callable

from tests.support.figures import bars, changed, layouts, plots, ticks

Drawing = Callable[[], object]
CORPUS: list[Drawing] = [
    layouts.more_figures_than_are_ready, layouts.sizes_changed_later, layouts.wrong_places,
    layouts.axes_made_by_hand, layouts.axes_moved_and_shared_later, changed.patched_axes, changed.patched_module,
    layouts.events_of_limits, plots.plot, plots.plot_of_several_lines, plots.nothing_in_it, plots.scatter,
    bars.bars_with_names, bars.bars_lying, bars.bars_on_a_log_axis, bars.histogram, bars.stairs_and_areas,
    plots.picture, plots.mesh_with_colorbar_and_formatter, plots.contours, plots.error_bars,
    plots.boxes_and_violins, plots.pie, plots.stems_and_steps, plots.log_log, plots.semi_log_with_minor_grid,
    plots.symmetric_log, plots.logit, plots.log_axis_back_to_linear, layouts.twin_axes, layouts.twin_axes_on_top,
    layouts.secondary_axis, layouts.inset, layouts.grid_of_axes, layouts.grid_with_shared_axes,
    layouts.grid_with_tight_layout, layouts.columns_and_label_outer, layouts.mosaic, layouts.grid_spec,
    layouts.figures_within_a_figure, layouts.old_style_subplots, layouts.axes_at_a_place, layouts.polar,
    layouts.space, plots.dates, plots.dates_as_they_come, ticks.ticks_set, ticks.ticks_set_by_pyplot,
    ticks.labels_set, ticks.minor_ticks, ticks.minor_ticks_off_and_on, ticks.locators_and_formatters,
    ticks.formatter_that_prints, ticks.offset_and_scientific, ticks.tick_parameters, ticks.tick_parameters_reset,
    ticks.tick_parameters_in_words, ticks.wrong_tick_parameters, layouts.spines_moved, layouts.axis_off_and_limits,
    ticks.ticks_on_the_right, ticks.grids, changed.style_of_a_package, changed.parameters_changed_in_between,
    changed.dark_style_and_sizes, ticks.ticks_looked_at, ticks.ticks_at_once, ticks.ticks_replaced,
    ticks.every_label_coloured, changed.all_artists, changed.copied_and_pickled, changed.cleared,
    changed.drawn_and_saved, changed.class_of_ones_own, bars.bars_of_all_sizes, bars.bars_that_stand_otherwise,
    bars.bars_of_dates, bars.patched_rectangle, bars.figures_with_legends, changed.patched_tick,
    layouts.axis_labels_aligned, plots.table_and_annotations,
]  # fmt: skip
