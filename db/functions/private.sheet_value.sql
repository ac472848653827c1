-- A cell as it was meant: without the apostrophe of private.sheet_cell(), null when it is empty.
create or replace function private.sheet_value(cell text) returns text language sql immutable parallel safe
  return nullif(regexp_replace(btrim(cell, E' \t\r\n'), '^''(''*[=+\-@＝＋－＠])', '\1'), '');
