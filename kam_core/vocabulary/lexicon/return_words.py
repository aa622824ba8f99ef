"""Words for returned orders in headers and sheet names."""

RETURN_WORDS = (
    "return", "returns", "returned", "return status", "returned orders", "sales returns", "order returns", "rma",
    "retoure", "retouren", "ruecksendung", "rücksendungen", "rücksendung", "zurueckgegeben", "retour", "retours",
    "retourné", "devolucion", "devoluciones", "devuelto", "resi",
    "退货", "退回", "退单", "退換貨", "退换货", "已退", "返品",
)  # fmt: skip
