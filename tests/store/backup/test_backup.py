"""A backup is the whole store in one file; restored it gives the same numbers, on either kind of database."""

import datetime
import json
import shutil
import threading
import zipfile
from pathlib import Path

import pytest

from kam_core.services.score_check import scores_on
from kam_core.store.backup.backup import MANIFEST, read_manifest, write_backup
from kam_core.store.backup.restore import restore_backup
from kam_core.store.files import durable_files
from kam_core.store.imports import SourceFile
from kam_core.store.save_errors import SaveError
from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.message import UserError
from tests.datasets import dataset, monthly
from tests.store.conftest import Place, new_database
from tests.store.database.model_per_view_store import SLOTS, version
from tests.store.sample_content import by

NOW = datetime.datetime(2026, 3, 4, 5, 6, 7, 891011, tzinfo=datetime.UTC)
SCORES = scores_on(NOW.date())


def filled(store: Store) -> str:
    """A data set with two imports, a published model, an override, a mapping, a setting and a workspace; its id."""
    data = dataset([sold for n in range(1, 9) for sold in monthly(f"C{n}", "2025-01-10", 12, 100 * n)])
    made = store.imports.commit(
        data_set=None, name="北方", dataset=data, records={"accounts": data.accounts.select("account_id", "name")},
        files=[SourceFile.of("订单.csv", b"x")], summary={"totals": {"amount": 1}}, rejected=data.accounts,
        by=by("Kim", NOW),
    )  # fmt: skip
    data_set = store.data_sets.find(made.data_set_id)
    more = dataset(monthly("C9", "2025-06-10", 1, 5000))
    store.imports.commit(
        data_set=data_set, name="", dataset=more, records={}, files=[], summary={}, rejected=None, by=by("Lee", NOW)
    )
    store.imports.undo(store.imports.list(made.data_set_id)[0].id, by("Lee", NOW))
    store.overrides.set(
        data_set_id=made.data_set_id, account_id="C1", tier="S", reason="a bet\n两行",
        until=datetime.date(2027, 1, 31), by=by("Kim", NOW),
    )  # fmt: skip
    store.mappings.remember("headers", {"fields": {"amount": "金额"}, "table": None}, by("Kim", NOW))
    store.settings.put("first", "b", expected=0, by=by("Kim", NOW))
    store.workspaces.save(Workspace("abcdefgh", made.data_set_id, {"x": "y"}, {"language": "zh"}), NOW)
    return made.data_set_id


def everything(store: Store, data_set_id: str) -> dict[str, object]:
    data = store.snapshots.load(store.data_sets.find(data_set_id).head)  # type: ignore[union-attr, arg-type]
    return {
        "books": store.data_sets.all(),
        "imports": store.imports.list(data_set_id),
        "rejected": store.imports.rejected(store.imports.list(data_set_id)[-1].id).to_dicts(),
        "overrides": store.overrides.all(data_set_id),
        "mappings": store.mappings.all(),
        "setting": store.settings.get("first"),
        "workspace": store.workspaces.find("abcdefgh"),
        "audit": store.audit.entries(),
        "lines": data.lines.to_dicts(),
        "id": data.content_id,
        "records": {name: frame.to_dicts() for name, frame in store.snapshots.records(data.content_id).items()},
        "scores": SCORES(store),
    }


@pytest.fixture
def backup(place: Place, tmp_path: Path) -> tuple[Path, str, dict[str, object]]:
    store = place.open()
    data_set_id = filled(store)
    file = tmp_path / "kam.backup"
    write_backup(store, file, SCORES, NOW)
    return file, data_set_id, everything(store, data_set_id)


def test_a_restored_store_holds_everything_and_scores_the_same(
    backup: tuple[Path, str, dict[str, object]], tmp_path: Path
) -> None:
    file, data_set_id, before = backup
    restored = restore_backup(file, tmp_path / "elsewhere", None, SCORES, NOW)
    assert restored.before is None
    assert len(restored.manifest.scores) == 1
    again = Store.open(tmp_path / "elsewhere")
    assert everything(again, data_set_id) == before
    assert again.audit.verify() == len(before["audit"])  # type: ignore[arg-type]
    again.close()


def test_a_backup_of_a_file_database_goes_into_a_server_and_the_other_way_round(
    backup: tuple[Path, str, dict[str, object]], server: str, tmp_path: Path
) -> None:
    file, data_set_id, before = backup
    url = new_database(server)
    restore_backup(file, tmp_path / "elsewhere", url, SCORES, NOW)
    again = Store.open(tmp_path / "elsewhere", url)
    assert everything(again, data_set_id) == before
    again.close()
    with pytest.raises(UserError, match="already contains data"):
        restore_backup(file, tmp_path / "third", url, SCORES, NOW)
    assert not (tmp_path / "third").exists()


def test_the_home_that_was_there_is_stored_beside_the_restored_one(
    backup: tuple[Path, str, dict[str, object]], tmp_path: Path
) -> None:
    file, data_set_id, before = backup
    home = tmp_path / "mine"
    old = Store.open(home)
    other = filled(old)
    old.close()
    restored = restore_backup(file, home, None, SCORES, NOW)
    assert restored.before == tmp_path / "mine.before-20260304-050607"
    stored, now = Store.open(restored.before), Store.open(home)
    assert stored.data_sets.find(other) is not None
    assert now.data_sets.find(other) is None
    assert everything(now, data_set_id) == before
    stored.close()
    now.close()


def test_a_backup_is_made_while_others_write(place: Place, tmp_path: Path) -> None:
    store = place.open()
    data_set_id = filled(store)
    stop, written = threading.Event(), []

    def edit() -> None:
        while not stop.is_set():
            setting = store.settings.get("first")
            version = 0 if setting is None else setting.version
            written.append(store.settings.put("first", len(written), expected=version, by=by("Kim", NOW)).version)

    editor = threading.Thread(target=edit)
    editor.start()
    try:
        while len(written) < 5:
            pass
        write_backup(store, tmp_path / "kam.backup", SCORES, NOW)
    finally:
        stop.set()
        editor.join()
    restore_backup(tmp_path / "kam.backup", tmp_path / "elsewhere", None, SCORES, NOW)
    again = Store.open(tmp_path / "elsewhere")
    stored = again.settings.get("first")
    assert stored is not None
    assert 5 <= stored.version <= written[-1]
    # One moment: the log tells of just as many changes as the setting has had.
    assert len(again.audit.entries(action="setting.put")) == stored.version
    assert again.data_sets.find(data_set_id) is not None
    again.close()


def _is_refused(store: Store, file: Path) -> bool:
    try:
        write_backup(store, file, SCORES, NOW)
    except SaveError as refusal:
        return "is full" in str(refusal)
    return False


def changed(file: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for part, old in parts.items():
            archive.writestr(part, content if part == name else old)


def test_a_backup_of_a_newer_app_is_refused_and_nothing_changes(
    backup: tuple[Path, str, dict[str, object]], tmp_path: Path
) -> None:
    file, *_ = backup
    with zipfile.ZipFile(file) as archive:
        document = json.loads(archive.read(MANIFEST))
    changed(file, MANIFEST, json.dumps(document | {"revision": "r999"}).encode())
    with pytest.raises(UserError, match="made by a newer version"):
        restore_backup(file, tmp_path / "elsewhere", None, SCORES, NOW)
    assert not (tmp_path / "elsewhere").exists()


def test_a_damaged_frame_a_cut_file_and_no_backup_at_all_are_refused(
    backup: tuple[Path, str, dict[str, object]], tmp_path: Path
) -> None:
    file, *_ = backup
    with zipfile.ZipFile(file) as archive:
        name_of_object = next(name for name in archive.namelist() if name.startswith("blobs/"))
    for number, damage in enumerate(
        (lambda f: changed(f, name_of_object, b"other"), _cut, lambda f: f.write_bytes(b"hello"))
    ):
        broken = tmp_path / f"broken-{number}"
        shutil.copyfile(file, broken)
        damage(broken)
        with pytest.raises(UserError, match="not a backup, or is damaged"):
            restore_backup(broken, tmp_path / "elsewhere", None, SCORES, NOW)
    assert not (tmp_path / "elsewhere").exists()
    assert not list(tmp_path.glob(".*restoring*"))


def _cut(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def test_a_row_changed_in_the_backup_shows_in_the_audit_log_or_in_the_scores(
    backup: tuple[Path, str, dict[str, object]], tmp_path: Path
) -> None:
    file, *_ = backup
    with zipfile.ZipFile(file) as archive:
        document = archive.read("tables/audit.jsonl").replace(b"Kim", b"Kai", 1)
        overrides = archive.read("tables/overrides.jsonl").replace(b'"tier": "S"', b'"tier": "C"')
    for name, content, expected in (
        ("tables/audit.jsonl", document, "differs from the original"),
        ("tables/overrides.jsonl", overrides, "scores in this backup differ"),
    ):
        broken = tmp_path / "broken"
        shutil.copyfile(file, broken)
        changed(broken, name, content)
        with pytest.raises(UserError, match=expected):
            restore_backup(broken, tmp_path / "elsewhere", None, SCORES, NOW)
    assert not (tmp_path / "elsewhere").exists()


def test_a_backup_of_an_app_that_scored_by_other_rules_is_restored_and_not_called_proved(
    backup: tuple[Path, str, dict[str, object]], tmp_path: Path
) -> None:
    file, data_set_id, before = backup
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    ((name, _),) = manifest["scores"].items()
    for earlier in ("a" * 64, "1:" + "b" * 64):
        old = tmp_path / f"old-{len(earlier)}"
        shutil.copyfile(file, old)
        changed(old, "manifest.json", json.dumps({**manifest, "scores": {name: earlier}}).encode())
        home = tmp_path / f"home-{len(earlier)}"
        assert restore_backup(old, home, None, SCORES, NOW).proved == 0
        again = Store.open(home)
        assert everything(again, data_set_id) == before
        again.close()
    assert restore_backup(file, tmp_path / "today", None, SCORES, NOW).proved == 1


def test_a_backup_of_an_app_with_several_models_per_data_set_is_restored_with_one(
    backup: tuple[Path, str, dict[str, object]], tmp_path: Path
) -> None:
    file, data_set_id, before = backup
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    versions = [version(f"M{slot}", slot, 1, "published", day, data_set_id) for day, slot in enumerate(SLOTS)]
    lines = [json.dumps(one, default=lambda moment: moment.isoformat()) for one in versions]
    old = tmp_path / "old"
    shutil.copyfile(file, old)
    changed(old, "tables/models.jsonl", "\n".join(lines).encode())
    with zipfile.ZipFile(file) as archive:
        spaces = [json.loads(line) for line in archive.read("tables/workspaces.jsonl").splitlines()]
    without = [json.dumps({name: value for name, value in one.items() if name != "browser"}) for one in spaces]
    changed(old, "tables/workspaces.jsonl", "\n".join(without).encode())
    scores = {f"{data_set_id} {slot}": "3:" + "b" * 64 for slot in SLOTS}
    document = {**manifest, "revision": "r001", "rows": {**manifest["rows"], "models": len(lines)}, "scores": scores}
    changed(old, "manifest.json", json.dumps(document).encode())
    assert restore_backup(old, tmp_path / "elsewhere", None, SCORES, NOW).proved == 0
    again = Store.open(tmp_path / "elsewhere")
    assert [(one.number, one.status) for one in again.models.versions(data_set_id)] == [
        (5, "archived"), (4, "archived"), (3, "archived"), (2, "archived"), (1, "published"),
    ]  # fmt: skip
    assert len(again.audit.entries(action="model.join")) == 4
    assert again.audit.verify() == len(before["audit"]) + 5  # type: ignore[arg-type]
    assert again.data_sets.all() == before["books"]
    again.close()


@pytest.mark.parametrize("act", ["write", "sync", "rename"])
def test_a_backup_that_the_disk_does_not_take_leaves_no_half_file_and_the_one_before_stays(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    filled(store)
    file = tmp_path / "kam.backup"
    write_backup(store, file, SCORES, NOW)
    calls, failing = 0, 1
    real = getattr(durable_files, act)

    def sometimes(*given: object) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise OSError(28, "No space left on device")
        real(*given)

    monkeypatch.setattr(durable_files, act, sometimes)
    while _is_refused(store, file):
        assert read_manifest(file).made_at == NOW
        assert not list(tmp_path.glob(f"{durable_files.DRAFT}*"))
        # Writing an archive takes hundreds of small pieces; every one of the first and then each tenth is tried.
        failing += 1 if failing < 20 else 10
        calls = 0
    assert failing > 1
