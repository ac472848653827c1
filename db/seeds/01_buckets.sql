-- Where files go: limits and kinds are checked by the server at upload. Running this again leaves an operator's changes alone.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('audio-recordings', 'audio-recordings', false, 50 * 1024 * 1024,
     '{audio/webm,audio/ogg,audio/wav,audio/x-wav,audio/mpeg,audio/mp4,audio/x-m4a,audio/aac,audio/flac}'),
  ('resumes', 'resumes', false, 10 * 1024 * 1024,
     '{application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.oasis.opendocument.text,text/plain,application/json}'),
  ('avatars', 'avatars', true, 2 * 1024 * 1024, '{image/png,image/jpeg,image/webp,image/gif}')
on conflict (id) do nothing;
