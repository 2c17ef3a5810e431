"""The house stands as drawn: imports and relations point down, and nothing has outgrown its room."""

import ast
import re
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
RANKS = [
    "stakeholders",
    "mandate",
    "drafting",
    "circulation",
    "comments",
    "compilation",
    "demonstration",
    "config",
]
ROOMS = [room for room in RANKS if (ROOT / room).is_dir()]
LAYERS = ["urls", "views", "forms", "services", "models", "permissions"]
LONGEST_FILE, LONGEST_FUNCTION = 350, 40


def sources(room, under=""):
    folder = ROOT / room / under
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


EVERY_SOURCE = [path for room in ROOMS for path in sources(room)]


def offenders(rule, paths=EVERY_SOURCE):
    """What a rule finds, by file: {} where the house stands as drawn."""
    return {str(path.relative_to(ROOT)): found for path in paths if (found := rule(path))}


def tree(path):
    return ast.parse(path.read_text())


def package_of(path, level):
    """The package that a relative import of this level starts from."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[: len(parts) - level]


def imports(path, node=None):
    """Every module named by an import, each in full: `from a.b import c` names `a.b` and `a.b.c`."""
    for each in ast.walk(node or tree(path)):
        if isinstance(each, ast.Import):
            yield from (alias.name for alias in each.names)
        elif isinstance(each, ast.ImportFrom):
            start = [*package_of(path, each.level)] if each.level else []
            module = ".".join([*start, *([each.module] if each.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in each.names)


def room_of(path):
    return path.relative_to(ROOT).parts[0]


def layer_of(dotted):
    """The layer a module of an app belongs to, or None: clock, records, admin stand beside the layers."""
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in LAYERS else None


def functions(path):
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]


def strings(path):
    return [n.value for n in ast.walk(tree(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def higher(room):
    return RANKS[RANKS.index(room) + 1 :]


def test_no_app_imports_a_higher_one():
    def upward(path):
        return [name for name in imports(path) if name.split(".")[0] in higher(room_of(path))]

    assert offenders(upward) == {}


def test_no_app_names_a_model_of_a_higher_one():
    def upward(path):
        names = "|".join(higher(room_of(path)) or ["-"])
        return [text for text in strings(path) if re.fullmatch(rf"({names})\.[A-Z]\w*", text)]

    assert offenders(upward) == {}


def test_inside_an_app_imports_go_from_urls_to_permissions():
    def backward(path):
        mine = layer_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
        above = LAYERS[: LAYERS.index(mine)] if mine else []
        return [n for n in imports(path) if n.split(".")[0] == room_of(path) and layer_of(n) in above]

    assert offenders(backward) == {}


def test_nothing_is_imported_inside_a_function():
    assert offenders(lambda path: [f.name for f in functions(path) if list(imports(path, f))]) == {}


def test_no_file_and_no_function_is_long():
    def long(path):
        size = {f.name: f.end_lineno - f.lineno + 1 for f in functions(path)}
        size["the file"] = len(path.read_text().splitlines()) * LONGEST_FUNCTION // LONGEST_FILE
        return [name for name, lines in size.items() if lines > LONGEST_FUNCTION]

    assert offenders(long) == {}


def test_the_one_signal_listened_to_is_post_migrate():
    def listened(path):
        names = [n for n in imports(path) if n.startswith(("django.db.models.signals.", "django.dispatch"))]
        return [name for name in names if not name.endswith(".post_migrate")]

    assert offenders(listened) == {}


def test_permissions_import_nothing():
    assert offenders(lambda path: list(imports(path)), sorted(ROOT.glob("*/permissions.py"))) == {}


def test_the_text_engine_knows_neither_django_nor_our_tables():
    def foreign(path):
        names = [name for name in imports(path) if name.split(".")[0] in {"django", *RANKS}]
        return [name for name in names if not name.startswith("drafting.text")]

    assert offenders(foreign, sources("drafting", "text")) == {}


def test_relations_between_models_point_down():
    upward = [
        f"{model.__name__}.{field.name}"
        for room in ROOMS
        if apps.is_installed(room)
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if field.related_model._meta.app_label in higher(room)
    ]
    assert upward == []


def test_an_import_against_the_ranks_would_be_found(tmp_path):
    source = tmp_path / "models.py"
    source.write_text("def late():\n    from comments.models import Comment\n    return Comment\n")
    assert list(imports(source)) == ["comments.models", "comments.models.Comment"]
    assert [f.name for f in functions(source) if list(imports(source, f))] == ["late"]
