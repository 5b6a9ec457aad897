package org.guanjia.projects;

/** What a picture shows: the survey, or one milestone before, during and after the work. */
public enum Slot {
  SURVEY,
  BEFORE,
  DURING,
  AFTER
}
