package org.guanjia.projects;

/** The joint meeting approved a project, with a budget. */
public record ProjectApproved(String town, long projectId, String code) {}
