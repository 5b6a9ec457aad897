package org.guanjia.projects;

/** A project entered the library. */
public record ProjectProposed(String town, long projectId, String code) {}
