-- Answers to the guideline's questions about things that have no other place for them.

CREATE TABLE given (
  municipality TEXT NOT NULL REFERENCES municipalities (id),
  of_kind TEXT NOT NULL CHECK (of_kind IN ('answer', 'moderation', 'publication', 'crisis', 'person', 'municipality')),
  subject TEXT NOT NULL,
  answers TEXT NOT NULL,
  PRIMARY KEY (municipality, of_kind, subject)
) STRICT;
