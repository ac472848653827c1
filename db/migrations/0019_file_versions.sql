-- Migration 0019
-- Date: 2026-11-21
-- Description: storage: whether a file on disk still has a row is asked of its version

create index objects_version_idx on storage.objects (version);
