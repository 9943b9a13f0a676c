"""Scripts that programs make of notebooks are read as the cells that they were made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from grader.intake.percent import read_cells

COLAB = "# Commented out IPython magic to ensure Python compatibility.\n"


@pytest.mark.parametrize(
    "script, sources",
    [
        ("# %%\nx = 1\n\n# %% [markdown]\n# Hi\n# %%\ny = 2\n", ["x = 1", "# Hi", "y = 2"]),
        ("# In[1]:\n\n\nx = 1\n\n\n# In[ ]:\n\n\ny = 2\n", ["x = 1", "y = 2"]),
        ("# %%\n# %%time\nx = 1\n", ["%%time\nx = 1"]),
        ("# %%\n# %%writefile a.py\n# x = 1\n#\n# y = 2\n", ["%%writefile a.py\nx = 1\n\ny = 2"]),
        (f"a = 1\n\n{COLAB}# %%time\n# x = 1\n# y = 2\n\nz = 3", ["a = 1\n\n", "%%time\nx = 1\ny = 2", "\n\nz = 3"]),
        (f"{COLAB}# %matplotlib inline\nx = 1", [f"{COLAB}# %matplotlib inline\nx = 1"]),
        ("#%% first\nx = 1\n# %%second\ny = 2\n", ["x = 1", "y = 2"]),
        ("x = 1\n", ["x = 1\n"]),
    ],
)
def test_a_script_is_cut_where_its_notebook_was(script: str, sources: list[str]) -> None:
    assert [cell.source for cell in read_cells(script)] == sources


@given(st.text(alphabet="ab'\"\\\n\x07é\u2028{}", max_size=40))
def test_a_cell_that_nbconvert_had_made_a_string_of_is_the_cell_again(body: str) -> None:
    manager = TransformerManager()  # type: ignore[no-untyped-call] # IPython types only some
    script = f"# In[1]:\n\n\n{manager.transform_cell(f'%%time{chr(10)}x{body}')}\n\n"
    (cell,) = read_cells(script)
    assert cell.source == f"%%time \nx{body}".removesuffix("\n") + "\n"
