"""Words of a page, for readers who meet them for the first time."""

from glasshouse.charts.study import MANY_COMPARISONS, Axes

GIVEN_UP = (
    "Not asked for any more by somebody who could ask and had been refused for so long. Refused and given up together "
    "are turned away."
)
OF_ONE_WORLD = {
    "World": "A synthetic society made from aggregate tables: regions, neighbourhoods, groups, livelihoods.",
    "Synthetic person": "A number drawn so that many together meet the tables; nobody real stands behind it.",
    "Scheme": "The encoded rules: what earns and costs points, grades, lists, consequences, ways back.",
    "Conduct": "Something that a person may do or undergo and that a scheme may look at.",
    "Source": "An agency or firm that writes records, with what it misses and how it errs.",
    "Record": "What a source wrote down. It is wrong if nothing happened, or if somebody else did it.",
    "File": "The live records of one person, from which the score is made.",
    "Score and grade": "What the scheme makes of a file: points, and the band they fall in.",
    "List": "A list that a person enters by a conduct or a grade, and that others may act on.",
    "Under sanction": "On a list, or in a grade, that refuses some service.",
    "By wrong records": "The person would stand better if the wrong records on the file were taken out.",
    "Service": "Something one may be granted or refused: a loan, a ticket, a post.",
    "Given up": GIVEN_UP,
    "With a reward": "Granted, and made better for who holds a grade or is on a list: cheaper, or without deposit.",
    "Context": "The part of life that a conduct or a service belongs to, such as credit, traffic or travel.",
    "Kaplan-Meier": "A way to estimate how long something lasts that counts what has not ended too.",
    "Hukou": "The household registration of China, agricultural or non-agricultural.",
    "Times the lowest share": "A group's share under sanction, over the lowest among groups of its trait.",
    "Standard error": "How far a share moves by chance; a difference below two is not compared.",
    "Twin": "The same world, seed and occasions under another scheme; the difference is an effect.",
}
OF_TWO_WORLDS = {
    "a and b": "The two worlds: the same synthetic people, seed and occasions under two systems of rules.",
    "Difference": "Always a minus b.",
    "Life": "What somebody does, asks for and is answered, saves, owes and bears, month by month. How a scheme has "
    "them in its books is no part of it.",
    "Diverge": "Two lives of one person diverge in the first month in which anything differs between the worlds.",
    "In one world, not in the other": "The same occasion or request, which came to something else in the other world.",
    "Act in one world, not in the other": "Held back by the rules of the other world, or drawn out by its own; "
    "some of it follows from what people can still afford.",
    "Given up": GIVEN_UP,
    "Better off": "Less time under sanction, fewer requests refused or given up, less strain, more savings or points "
    "than in the other world.",
    "Occasion": "A chance for something to happen. Both worlds have the same; rules change what comes of them.",
    "Seed": "What decides all chances. The same seed gives the same bits, everywhere.",
    "Under sanction": "On a list, or in a grade, that refuses some service.",
    "By wrong records": "The person would stand better if the wrong records on the file were taken out.",
    "Strain": "How hard pressed somebody is, from 0 to 1: by debt, by loss of work, by what is refused.",
}
OF_PAIRS = {
    "Variance, chances shared": "Of the difference between two worlds with the same seed: the square of its standard "
    "deviation.",
    "Variance, chances independent": "The same if each world had a seed of its own: the sum of both worlds’ variances.",
}


def glossary(axes: Axes) -> dict[str, str]:
    """The words of a page about a study with these axes, each with its meaning."""
    if axes.worlds == 1:
        return OF_ONE_WORLD
    return OF_TWO_WORLDS | (OF_PAIRS if axes == MANY_COMPARISONS else {})
