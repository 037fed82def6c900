"""The census and survey tables that people are made from, read in one place and looked up by region code."""

from functools import cache
from importlib.resources import files

import polars as pl

from glasshouse.base.errors import GlasshouseError, no_such

NATION = "000000"

AGE_BANDS = ("0", "1-4", *(f"{age}-{age + 4}" for age in range(5, 85, 5)), "85+")
"""The age bands of the census, youngest first."""


@cache
def table(name: str) -> pl.DataFrame:
    """The table ``name`` (a file of ``data/worlds/tables``); codes are text, ``NA`` is null."""
    text = (files("glasshouse") / "data" / "worlds" / "tables" / f"{name}.csv").read_bytes()
    return pl.read_csv(
        text,
        comment_prefix="#",
        null_values=["NA", ""],
        schema_overrides={"code": pl.String},
        infer_schema_length=None,
    )


@cache
def age_and_sex() -> pl.DataFrame:
    """Columns code, age_band, male, female (people), for the nation, the provinces and some places."""
    provinces = table("age_sex_2020_by_province").select("code", "age_band", "male", "female")
    places = table("pilot_places_2020").filter(~pl.col("code").is_in(provinces["code"].unique().implode()))
    by_band = [
        places.select(
            "code",
            pl.lit(band).alias("age_band"),
            pl.col(f"m_{band}").alias("male"),
            pl.col(f"f_{band}").alias("female"),
        )
        for band in AGE_BANDS
    ]
    return pl.concat([provinces, *by_band])


@cache
def regions() -> pl.DataFrame:
    """One row for each code: title, people, urban, elsewhere (registered in another county), mean_household.

    ``elsewhere`` counts people whose household registration lies in another county of the same province or in
    another province; moves within a county are not counted.
    """
    provinces = (
        table("population_by_province")
        .select("code", title="province", people="pop_2020", urban="urban_2020")
        .join(table("hukou_separation_2020"), on="code")
        .with_columns(elsewhere=pl.col("hukou_elsewhere_other_county_same_province") + pl.col("hukou_other_province"))
        .join(table("household_structure_2020").select("code", mean_household="mean_size"), on="code")
        .select("code", "title", "people", "urban", "elsewhere", "mean_household")
    )
    places = table("pilot_places_2020").select(
        "code",
        title="place",
        people="population",
        urban="urban",
        elsewhere=pl.col("hukou_elsewhere_other_county") + pl.col("hukou_other_province"),
        mean_household="mean_hh_size",
    )
    return pl.concat([provinces, places.join(provinces, on="code", how="anti")])


def known_code(code: str) -> str:
    """``code`` itself, if the tables have it.

    Raises
    ------
    ValueError
        If they have not; the text says which code may have been meant.
    """
    known = dict(regions().select("code", "title").iter_rows())
    if code in known:
        return code
    raise ValueError(
        no_such("a region of the census tables", code, known)
        + f" There are the 31 provinces (such as 370000 {known['370000']})"
        + f" and some places (such as 371082 {known['371082']})."
    )


def row(code: str) -> dict[str, object]:
    """The row of :func:`regions` for ``code``."""
    return regions().row(by_predicate=pl.col("code") == code, named=True)


def number(code: str, column: str) -> float:
    """One number of :func:`regions`."""
    value = row(code)[column]
    assert isinstance(value, int | float)
    return float(value)


def province_of(code: str) -> str:
    """The code of the province that ``code`` lies in (its own, if it is one).

    >>> province_of("371082"), province_of("000000")
    ('370000', '000000')
    """
    return code[:2] + "0000"


def single(name: str, column: str, **where: object) -> float:
    """The one number in ``column`` of table ``name`` where the other columns have the given values.

    Raises
    ------
    GlasshouseError
        If no row, or more than one, is like that.
    """
    found = table(name).filter(*(pl.col(key) == value for key, value in where.items()))[column]
    if len(found) != 1:
        raise GlasshouseError(f"data/worlds/tables/{name}.csv has {len(found)} rows for {where}; one is needed.")
    return float(found[0])


def sources() -> dict[str, str]:
    """What each table's first line says about where it comes from, by the name of the table."""
    folder = files("glasshouse") / "data" / "worlds" / "tables"
    texts = {entry.name.removesuffix(".csv"): entry.read_text(encoding="utf-8") for entry in folder.iterdir()}
    return {name: text.splitlines()[0].removeprefix("# ") for name, text in sorted(texts.items())}
