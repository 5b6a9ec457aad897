package org.guanjia.platform.calendar;

/** The holidays of a year became known or were corrected: deadlines of open matters are to be counted again. */
public record CalendarChanged(String town, int year) {}
