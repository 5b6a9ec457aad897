package org.guanjia.benefits;

/** A programme to be kept, or its names as they are to be. */
public record NewProgramme(String code, String name, String nameEn, String summary, String summaryEn) {}
