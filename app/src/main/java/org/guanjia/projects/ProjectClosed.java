package org.guanjia.projects;

/** A project is finished and shown before and after. */
public record ProjectClosed(String town, long projectId, String code) {}
