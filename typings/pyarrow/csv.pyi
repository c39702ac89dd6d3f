from collections.abc import Iterator, Mapping, Sequence

from .lib import DataType, NativeFile, RecordBatch, Table

class ReadOptions:
    def __init__(self, *, column_names: Sequence[str], encoding: str, block_size: int) -> None: ...

class ParseOptions:
    def __init__(self, *, delimiter: str, newlines_in_values: bool, ignore_empty_lines: bool) -> None: ...

class ConvertOptions:
    def __init__(
        self, *, column_types: Mapping[str, DataType], strings_can_be_null: bool, check_utf8: bool
    ) -> None: ...

class CSVStreamingReader:
    def __iter__(self) -> Iterator[RecordBatch]: ...

def open_csv(
    input_file: NativeFile, read_options: ReadOptions, parse_options: ParseOptions, convert_options: ConvertOptions
) -> CSVStreamingReader: ...
def read_csv(
    input_file: NativeFile, read_options: ReadOptions, parse_options: ParseOptions, convert_options: ConvertOptions
) -> Table: ...
