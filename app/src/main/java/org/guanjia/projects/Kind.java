package org.guanjia.projects;

/** What a project is. */
public enum Kind {
  /** Works that people eagerly want (便民工程). */
  WORKS,
  /** A service for the public good (公益服务). */
  SERVICE,
  /** A wish of somebody whom no policy helps (微心愿). */
  WISH
}
