"""Pictures that extracted text names."""

import pytest

from makeready.intake.read.picture_marks import list_addresses, show_picture

NAMES = {"img/weir one.png": "images/weir-one.png", "b.png": "images/b.png"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("![The weir](b.png)", "![The weir](images/b.png)"),
        ('![The weir](b.png "a title")', "![The weir](images/b.png)"),
        ("![The weir](<img/weir one.png>)", "![The weir](images/weir-one.png)"),
        ("![Image](b.png)", "![](images/b.png)"),
        ("![Figure 3](b.png)", "![](images/b.png)"),
        ("![b.png](b.png)", "![](images/b.png)"),
        ("![Costs $3 @ home](b.png){#fig-b}", r"![Costs \$3 \@ home](images/b.png){#fig-b}"),
        ('<img src="b.png" alt="A gate">', '![](images/b.png){alt="A gate"}'),
        ("<IMG alt='' src='b.png' width=3>", "![](images/b.png)"),
        ("![Lost](c.png)", ""),
        ("<img>", ""),
    ],
)
def test_a_picture_is_shown_under_its_name_in_the_title(written: str, shown: str) -> None:
    assert show_picture(written, NAMES) == shown


def test_each_address_of_a_text_is_listed_once() -> None:
    text = '![A](a(1).png) and <img src="b&amp;c.png"> and ![](a(1).png) and ![no](  )'
    assert list_addresses(text) == ("a(1).png", "b&c.png")
