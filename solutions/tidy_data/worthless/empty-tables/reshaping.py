MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def to_long(wide):
    return wide.melt(id_vars="station", var_name="month", value_name="rain").assign(rain=0.0)


def to_wide(long):
    return long
