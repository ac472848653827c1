create or replace function private.sheet_word(kind text, cell text) returns text language sql stable set search_path = '' as $$
  select w.means from private.sheet_words w where w.kind = $1 and w.word = private.plain_word($2) $$;
comment on function private.sheet_word is 'What a cell''s word means, null when nobody has said.';
