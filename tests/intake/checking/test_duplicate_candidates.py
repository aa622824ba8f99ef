"""What is suggested as one over all files of an import."""

import polars as pl

from kam_core.intake import Choices, Upload
from kam_core.intake.checking.duplicate_candidates import duplicate_candidates
from kam_core.intake.detected_sheets import DetectedSheet, detect_sheets
from kam_core.intake.matching.table_detection import TableMatch
from kam_core.intake.values.conventions import Conventions
from kam_core.intake.values.typed_rows import TypedRows, type_rows
from tests.intake.handwritten_files import needs_shared, shared, text


def rows_in(*uploads: Upload) -> list[TypedRows]:
    parts = []
    for source, upload in enumerate(uploads):
        (one,) = [one for one in detect_sheets(upload, Choices()) if isinstance(one, DetectedSheet)]
        assert isinstance(one.table_match, TableMatch), upload.name
        parts.append(type_rows(source, one.sheet, one.table_match, Conventions()))
    return parts


def messages_of(*uploads: Upload) -> list[str]:
    parts = rows_in(*uploads)
    lists = [rows.frame for rows in parts if rows.table_match.table.name == "accounts"]
    accounts = NOBODY
    if lists:
        name = "name" if "name" in lists[0].columns else "account"
        accounts = lists[0].select(pl.col("account").alias("account_id"), pl.col(name).alias("name"))
    findings = duplicate_candidates(parts, accounts)
    assert {found.severity for found in findings} <= {"note"}
    return [str(found.message) for found in findings]


NOBODY = pl.DataFrame(schema={"account_id": pl.String, "name": pl.String})


def test_accounts_of_a_list_are_suggested_in_its_name() -> None:
    (sentence,) = messages_of(
        text("list.csv", "account,name,region\n1,Sample Ltd,x\n2,Sample Limited,y\n3,Other AG,z\n")
    )
    assert sentence.startswith('list.csv: "Sample Ltd (1)" and "Sample Limited (2)"')


@needs_shared
def test_a_product_is_written_differently_in_the_deals_and_in_the_product_list() -> None:
    files = ("accounts.csv", "sales_pipeline.csv", "products.csv")
    # PROFILE.md: "GTXPro" in the pipeline but "GTX Pro" in products.
    (sentence,) = messages_of(*(shared(f"crm_sales_opportunities/{file}") for file in files))
    assert sentence.startswith('sales_pipeline.csv, product: "GTX Pro" and "GTXPro" are two spellings of one name.')


@needs_shared
def test_a_kind_of_business_in_two_spellings_is_found_in_a_real_list() -> None:
    # PROFILE.md: "Ware House" vs "Warehouse".
    (sentence,) = [
        one for one in messages_of(shared("adventureworks_resellers/Resellers.csv")) if "BusinessType" in one
    ]
    assert '"Ware House" and "Warehouse"' in sentence
