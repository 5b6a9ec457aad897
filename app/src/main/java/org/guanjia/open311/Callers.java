package org.guanjia.open311;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guanjia.open311.Refused.Fault;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Finds out who calls, from jurisdiction_id, api_key and Accept-Language. A jurisdiction is a town, by its division code. */
@Component
class Callers {

  static final String NO_JURISDICTION = "open311.error.jurisdictionMissing";

  private final ApiKeys keys;
  private final Places places;
  private final String firstTown;

  Callers(ApiKeys keys, Places places, @Value("${guanjia.town}") String firstTown) {
    this.keys = keys;
    this.places = places;
    this.firstTown = firstTown;
  }

  /**
   * The caller.
   *
   * @throws Refused when the key opens nothing here, or there is no such jurisdiction
   */
  Caller of(HttpServletRequest request) {
    var faults = new ArrayList<Fault>();
    Caller caller = of(request, faults);
    if (!faults.isEmpty()) throw new Refused(faults);
    return caller;
  }

  /** The caller, as far as known; what is wrong is added to the faults. */
  Caller of(HttpServletRequest request, List<Fault> faults) {
    String apiKey = Parameters.one(request, "api_key");
    Viewer key = apiKey == null ? null : keys.holder(apiKey).orElse(null);
    if (apiKey != null && key == null) faults.add(Fault.of(Refused.KEY, "open311.error.key"));
    return new Caller(town(Parameters.one(request, "jurisdiction_id"), key, faults), locale(request), key);
  }

  private String town(@Nullable String jurisdiction, @Nullable Viewer key, List<Fault> faults) {
    if (jurisdiction == null) {
      if (key != null) return key.town();
      if (places.townCodes().size() > 1) faults.add(Fault.of(Refused.BAD, NO_JURISDICTION));
      return firstTown;
    }
    if (!jurisdiction.equals(firstTown) && !places.townCodes().contains(jurisdiction)) {
      faults.add(Fault.of(Refused.NOT_FOUND, "open311.error.jurisdiction", jurisdiction));
      return firstTown;
    }
    if (key != null && !key.town().equals(jurisdiction)) faults.add(Fault.of(Refused.KEY, "open311.error.keyOfOther", jurisdiction));
    return jurisdiction;
  }

  /** Chinese is the language of the product; English for whoever asks for it. */
  static Locale locale(HttpServletRequest request) {
    String wanted = request.getHeader("Accept-Language");
    if (wanted == null) return Locale.SIMPLIFIED_CHINESE;
    try {
      Locale found = Locale.lookup(Locale.LanguageRange.parse(wanted), List.of(Locale.SIMPLIFIED_CHINESE, Locale.CHINESE, Locale.ENGLISH));
      return Locale.ENGLISH.equals(found) ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    } catch (IllegalArgumentException unreadable) {
      return Locale.SIMPLIFIED_CHINESE;
    }
  }
}
