package org.guanjia.projects;

/** Whose money it is. */
public enum Source {
  CITY,
  TOWN,
  VILLAGE,
  /** Enterprises, social organisations, individuals. */
  SOCIETY
}
