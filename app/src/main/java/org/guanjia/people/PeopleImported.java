package org.guanjia.people;

/** Rows of a spreadsheet have been taken into the register; told once for each batch of rows. */
public record PeopleImported(String town, long importId, int registered, int changed) {}
