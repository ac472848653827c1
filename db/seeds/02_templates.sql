-- How a resume looks, as data: the renderer reads config. Lengths in points, colours as in CSS; fonts name families of Rung's own folder,
-- first to last until one has the glyph.
insert into public.templates (slug, name, type, category, config, schema) values
  ('modern-professional', 'Modern Professional', 'resume', 'professional',
   '{"layout": "single-column",
     "paper": "A4",
     "margins": {"top": 42, "right": 48, "bottom": 42, "left": 48},
     "colors": {"accent": "#1f4e79", "text": "#1a1a1a", "muted": "#5a5a5a", "rule": "#c9d3dd"},
     "fonts": {"heading": ["Inter", "Noto Sans"], "body": ["Inter", "Noto Sans"]},
     "sizes": {"name": 24, "label": 12, "heading": 12, "body": 10, "small": 9},
     "line_height": 1.35,
     "section_gap": 14,
     "entry_gap": 8,
     "date_format": "MMM YYYY",
     "sections": ["summary", "work", "education", "skills", "projects", "certificates", "publications", "awards", "volunteer", "languages", "interests", "references"]}',
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
