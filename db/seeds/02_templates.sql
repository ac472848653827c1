-- How a resume looks, as data: the renderer reads config over the values of its base; docs/templates.md says which there are. Lengths in points.
-- What is there stays, whichever of its names it meets: an operator's own row, or ours as she changed it.
with schema (json) as (values (
   '{"$schema": "https://json-schema.org/draft/2020-12/schema",
     "title": "JSON Resume",
     "type": "object",
     "properties": {
       "basics": {"type": "object", "properties": {"name": {"type": "string"}, "label": {"type": "string"}, "email": {"type": "string"},
                  "phone": {"type": "string"}, "url": {"type": "string"}, "summary": {"type": "string"}, "location": {"type": "object"}, "profiles": {"type": "array"}}},
       "work": {"type": "array"}, "volunteer": {"type": "array"}, "education": {"type": "array"}, "awards": {"type": "array"},
       "certificates": {"type": "array"}, "publications": {"type": "array"}, "skills": {"type": "array"}, "languages": {"type": "array"},
       "interests": {"type": "array"}, "references": {"type": "array"}, "projects": {"type": "array"}, "meta": {"type": "object"}}}'::jsonb))
insert into public.templates (slug, name, type, category, config, schema)
select t.slug, t.name, 'resume', t.category, t.config::jsonb, schema.json from schema, (values
  ('modern-professional', 'Modern Professional', 'professional',
   '{"base": "modern-professional",
     "accent": "#1d4ed8",
     "font": "Inter",
     "head": "start",
     "paper": "A4",
     "margins": {"x": 50, "y": 48},
     "sizes": {"name": 24, "heading": 11, "body": 9.5},
     "sections": ["summary", "work", "projects", "education", "skills", "languages", "certificates", "publications", "awards", "volunteer", "interests", "references"]}'),
  ('classic-elegant', 'Classic Elegant', 'classic',
   '{"base": "classic-elegant",
     "accent": "#374151",
     "font": "Noto Serif",
     "head": "center",
     "paper": "A4",
     "margins": {"x": 56, "y": 52},
     "sizes": {"name": 22, "heading": 11, "body": 9.5},
     "sections": ["summary", "work", "projects", "education", "skills", "languages", "certificates", "publications", "awards", "volunteer", "interests", "references"]}')
  ) as t (slug, name, category, config)
on conflict do nothing;
