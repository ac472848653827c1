-- Migration 0023
-- Date: 2026-11-21
-- Description: what a job is recognised by: its link without what changes from visit to visit, and its company's name by trigrams

create extension if not exists btree_gist with schema extensions;    -- a trigram index that begins with user_id

-- What is told by the address of a posting, and not by who led there: no scheme, www, default port, trailing slash or tracking parameter,
-- the others in one order. A `ref` with a digit in it may be the posting's own number. Who changes this fills private.job_search anew.
create function private.plain_link(url text) returns text language plpgsql immutable parallel safe set search_path = '' as $$
declare
  part text[] := regexp_match(trim(url), '^(?:https?://)?(?:[^/?#@]*@)?(?:www\.)?([^/?#:]+)(?::(?:80|443)(?![0-9]))?(:[0-9]+)?([^?#]*)(?:[?]([^#]*))?(#[/!].*)?', 'i');
  query text;
begin
  if part is null then return null; end if;
  select string_agg(p, '&' order by p) into query from regexp_split_to_table(part[4], '[&;]') p
   where p <> '' and p !~* ('^(utm_[a-z_]+|[gdy]clid|[gw]braid|fbclid|msclkid|twclid|ttclid|igshid|li_fat_id|mc_[ce]id|_gl|_ga|_hs[a-z]+|hsa_[a-z]+|mkt_tok'
             '|trk|trkinfo|trackingid|refid|ebp|lipi|gh_src|lever-(source|origin|via)|src|source|jobboard|(ref|referrer|referer|via|from)=[^0-9]*$)(=|$)');
  return concat(lower(part[1]), part[2], rtrim(part[3], '/'), '?' || query, part[5]);
end $$;
comment on function private.plain_link is 'A posting''s address as it is compared: two that are equal lead to the same posting.';

alter table private.job_search add column company text not null default '', add column link text;
comment on table private.job_search is 'What a job is found by, beside its row: select * does not ship it, and moving a card does not parse the description again.';
update private.job_search s set company = left(lower(j.company), 200), link = private.plain_link(j.job_url) from public.jobs j where (j.user_id, j.id) = (s.user_id, s.job_id);
create index job_search_link_idx    on private.job_search (user_id, link) where link is not null;
create index job_search_company_idx on private.job_search using gist (user_id, company extensions.gist_trgm_ops);

drop function if exists public.similar_jobs(text, text, real);         -- it takes links and says why now
