package org.guanjia.platform.spreadsheets;

/** A problem in the reader's language. */
public record ProblemView(int row, Problem.Severity severity, String text) {}
