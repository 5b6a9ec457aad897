package org.guanjia.projects;

/** Somebody other than the builder found the project done. */
public record ProjectAccepted(String town, long projectId, String code) {}
