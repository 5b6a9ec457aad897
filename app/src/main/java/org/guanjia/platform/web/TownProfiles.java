package org.guanjia.platform.web;

import java.util.Locale;
import java.util.Optional;

/** The towns of this installation; a bean of the module that knows them. Called on every page, so it answers from memory. */
public interface TownProfiles {

  Optional<TownProfile> of(String town, Locale locale);
}
