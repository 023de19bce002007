"""A text's letters and commonest words show its language."""

from __future__ import annotations

import pytest

from makeready.intake.languages import find_other_language, language_of, read_tag


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("הגשר עומד על הנהר, והמים זורמים תחתיו אל הים.", "he"),
        ("די בריק שטייט אויפֿן טײַך, און דאָס וואַסער לויפֿט צום ים. ײַז", "yi"),
        ("يقف الجسر فوق النهر، والماء يجري تحته إلى البحر.", "ar"),
        ("پل روی رودخانه ایستاده است و آب زیر آن به سوی دریا می‌رود.", "fa"),
        ("پل دریا کے اوپر کھڑا ہے اور پانی اس کے نیچے سے سمندر کی طرف جاتا ہے۔", "ur"),
        ("河上有一座桥，我们从桥上走过，看见水流向东边的海。", "zh-Hans"),
        ("河上有一座橋，我們從橋上走過，看見水流向東邊的海。", "zh-Hant"),
        ("山高水深，白日西下。", "zh"),
        ("川の上に橋がある。水は海へ流れていく。", "ja"),
        ("강 위에 다리가 있고 물은 바다로 흘러간다.", "ko"),
        ("Η γέφυρα στέκεται πάνω από το ποτάμι και το νερό πηγαίνει στη θάλασσα.", "el"),
        ("ἡ μὲν γέφυρα καλή, ὁ δὲ ποταμὸς μέγας· οὐ γὰρ ῥᾴδιόν ἐστιν.", "grc"),
        ("Мост стоит над рекой, и вода течёт под ним к морю. Это мы видели.", "ru"),
        ("Міст стоїть над річкою, і вода тече під ним до моря. Її видно.", "uk"),
        ("Мостът стои над реката и водата тече под него към морето.", "bg"),
        ("The bridge is on the river, and the water of it flows to the sea.", "en"),
        ("The bridge (גשר) is on the river, and it is in the town.", "en"),
        ("12, 13, 14.", ""),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("de", "de"),
        ("EN-gb", "en-GB"),
        ("de_AT", "de-AT"),
        ("English", "en"),
        ("x9!", ""),
        ("", ""),
    ],
)
def test_what_a_file_calls_its_language_becomes_a_tag(said: str, tag: str) -> None:
    assert read_tag(said) == tag


SAYS = "The bridge is on the river, and the water of it flows to the sea for all of us. " * 3


@pytest.mark.parametrize(
    ("declared", "other"),
    [("fr", "en"), ("ja", "en"), ("el", "en"), ("en-GB", ""), ("", ""), ("ca", ""), ("sco", "")],
)
def test_a_declared_language_is_believed_unless_the_text_is_plainly_in_another(
    declared: str, other: str
) -> None:
    assert find_other_language(declared, SAYS) == other


def test_the_long_s_of_old_prints_does_not_hide_a_language() -> None:
    assert language_of("Das iſt nicht der Fluß und nicht das Waſſer; es iſt die Stadt.") == "de"


def test_single_letters_of_a_short_text_show_no_language() -> None:
    assert language_of("Boat a costs 2 d., boat b costs 3 d. e o a no, e o a no") == ""
    assert language_of("The boat and the oars of the ferry") == "en"
