"""Readings and dossiers as files for other programs; ``docs/reference/formats.md`` tells every form.

Tables (CSV, Parquet), documents (JSON, JSON-LD, TriG), annotated words (brat, columns, CoNLL-U, NAF, FoLiA),
networks (GraphML, GEXF) and feeds (RSS, Atom). Whatever writes many articles holds one of them at a time.
"""

from volgens.export.brat_export import BRAT_CONFIGURATION, build_brat
from volgens.export.columns_export import TOKEN_COLUMNS, iter_column_lines, write_columns
from volgens.export.conllu_export import Parser, write_conllu
from volgens.export.csv_export import write_csv
from volgens.export.feed_export import FeedItem, build_atom, build_rss
from volgens.export.folia_export import build_folia
from volgens.export.gold_export import write_gold
from volgens.export.json_export import write_json
from volgens.export.jsonld_export import write_jsonld
from volgens.export.naf_export import build_naf
from volgens.export.network_export import write_gexf, write_graphml
from volgens.export.networks import Edge, Network, Node, iter_network
from volgens.export.parquet_export import DossierTexts, write_parquet
from volgens.export.trig_export import write_trig

__all__ = [
    "BRAT_CONFIGURATION",
    "TOKEN_COLUMNS",
    "DossierTexts",
    "Edge",
    "FeedItem",
    "Network",
    "Node",
    "Parser",
    "build_atom",
    "build_brat",
    "build_folia",
    "build_naf",
    "build_rss",
    "iter_column_lines",
    "iter_network",
    "write_columns",
    "write_conllu",
    "write_csv",
    "write_gexf",
    "write_gold",
    "write_graphml",
    "write_json",
    "write_jsonld",
    "write_parquet",
    "write_trig",
]
