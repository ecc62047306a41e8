"""All that a table keeps."""

from plus_one.store.items import Item, unmarshal
from plus_one.store.table import Table


def everything(table: Table) -> list[Item]:
    pages = table.client.get_paginator("scan").paginate(TableName=table.name, ConsistentRead=True)
    return [unmarshal(attributes) for page in pages for attributes in page["Items"]]
