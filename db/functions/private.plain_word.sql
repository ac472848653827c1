-- Letters and digits in lower case: "Date  Applied:" is dateapplied. A sign that stands alone stays (a currency's).
create or replace function private.plain_word(value text) returns text language sql immutable parallel safe
  return coalesce(nullif(regexp_replace(lower(value), '[\s!-/:-@\[-`{-~]+', '', 'g'), ''), btrim(value));
