package org.guanjia.publicity;

/** What a publication tells of. */
public enum PublicationKind {
  /** What somebody asked and what became of it. */
  REQUEST,
  /** A project with what was before and after. */
  PROJECT
}
