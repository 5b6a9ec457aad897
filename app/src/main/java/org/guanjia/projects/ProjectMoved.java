package org.guanjia.projects;

/** A project made a move of its life cycle, whichever. */
public record ProjectMoved(String town, long projectId, String code, ProjectMove move, ProjectState from, ProjectState to) {}
