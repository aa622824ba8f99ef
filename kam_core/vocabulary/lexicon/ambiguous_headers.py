"""Headers that are ambiguous alone, such as Name: of the customer or of the product."""

AMBIGUOUS_HEADERS = frozenset((
    "name", "no", "nr", "id", "code", "number", "key", "date", "type", "group", "status", "description", "text",
    "nummer", "bezeichnung", "datum", "art", "nom", "numero", "libelle", "nombre", "fecha", "nome", "data", "naam",
    "nazwa", "название", "код", "номер", "дата",
    "编号", "编码", "代码", "名称", "日期", "号", "类型", "状态",
))  # fmt: skip
