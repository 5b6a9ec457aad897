package org.guanjia.benefits;

import java.time.YearMonth;

/** Everybody's entitlements of a month stand. */
public record RegisterDetermined(String town, long round, YearMonth month) {}
