package org.guanjia.publicity;

/**
 * Something was published, changed in public, or taken back.
 *
 * @param source receipt code of a request, or number of a project
 * @param shown whether it is public now
 */
public record PublicationChanged(String town, PublicationKind kind, String source, boolean shown) {}
