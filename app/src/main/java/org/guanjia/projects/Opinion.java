package org.guanjia.projects;

/** A department's view of a project. */
public enum Opinion {
  SUPPORT,
  /** In favour, when what the text says is seen to. */
  CONDITIONS,
  AGAINST
}
