-- How a resume looks, as data: the renderer reads config over the values of its base (src/paper/template.h says which there are). Lengths in
-- points.
insert into public.templates (slug, name, type, category, config, schema) values
  ('modern-professional', 'Modern Professional', 'resume', 'professional',
   '{"base": "modern-professional",
     "accent": "#1d4ed8",
     "font": "Inter",
     "paper": "A4",
     "margins": {"x": 50, "y": 48},
     "sizes": {"name": 24, "heading": 11, "body": 9.5},
     "sections": ["summary", "work", "projects", "education", "skills", "languages", "certificates", "publications", "awards", "volunteer", "interests", "references"]}',
   '{"$schema": "https://json-schema.org/draft/2020-12/schema",
     "title": "JSON Resume",
     "type": "object",
     "properties": {
       "basics": {"type": "object", "properties": {"name": {"type": "string"}, "label": {"type": "string"}, "email": {"type": "string"},
                  "phone": {"type": "string"}, "url": {"type": "string"}, "summary": {"type": "string"}, "location": {"type": "object"}, "profiles": {"type": "array"}}},
       "work": {"type": "array"}, "volunteer": {"type": "array"}, "education": {"type": "array"}, "awards": {"type": "array"},
       "certificates": {"type": "array"}, "publications": {"type": "array"}, "skills": {"type": "array"}, "languages": {"type": "array"},
       "interests": {"type": "array"}, "references": {"type": "array"}, "projects": {"type": "array"}, "meta": {"type": "object"}}}')
on conflict (slug) do nothing;
