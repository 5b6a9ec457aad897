package org.guanjia.publicity;

import java.util.List;
import java.util.Map;
import org.guanjia.platform.ui.Choice;

/** The overview as the page shows it. */
public record OutreachView(
    int year, List<Outreach.Leaflet> leaflets, List<Outreach.Reached> reached, List<Outreach.Effort> efforts, PublicWords.Names names, List<Choice> villages,
    Map<String, String> typed, Map<String, String> errors) {}
