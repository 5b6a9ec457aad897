package org.guanjia.requests;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.guanjia.platform.access.Guesses;
import org.guanjia.platform.access.Guesses.Limit;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Who may follow a matter without an account: whoever knows code and secret, and after that the browser that holds the
 * matter's cookie. Guessing is slowed down so that it hits the guesser and not the owner; see docs/adr/0070.
 */
@Component
class Following {

  static final Duration OPEN = Duration.ofHours(12);
  private static final String COOKIE = "gj-follow";
  private static final String PURPOSE = "follow";

  /** Wrong tries at one code from one network. */
  static final int PAIR_MAX = 5;
  /** Wrong tries at any codes from one network, behind which a whole village may sit. */
  static final int NETWORK_MAX = 40;
  /** Wrong tries at one code from everywhere; from then on each network has {@link #BESIEGED_MAX}. */
  static final int CODE_MAX = 20;
  static final int BESIEGED_MAX = 2;

  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration HOUR = Duration.ofHours(1);

  private final FollowUp followUp;
  private final Passes passes;
  private final Guesses guesses;
  private final String firstTown;

  Following(FollowUp followUp, Passes passes, Guesses guesses, @Value("${guanjia.town}") String firstTown) {
    this.followUp = followUp;
    this.passes = passes;
    this.guesses = guesses;
    this.firstTown = firstTown;
  }

  /** What came of a try. */
  sealed interface Outcome {}

  /** It opens; the browser's cookie is set. */
  record Opened(String town) implements Outcome {}

  /** No such code, or another secret: nobody is told which. */
  record Refused() implements Outcome {}

  /** Too many tries; the secret was not even looked at. */
  record Wait(Duration duration) implements Outcome {}

  /** Tries a code and a secret, both in their plain form. */
  Outcome open(HttpServletRequest request, HttpServletResponse response, String code, String secret) {
    String network = Guesses.network(request);
    List<Limit> near = List.of(new Limit("follow " + network + " " + code, PAIR_MAX, QUARTER), new Limit("follow " + network, NETWORK_MAX, QUARTER));
    Duration wait = guesses.reserve(near);
    if (!wait.isZero()) return new Wait(wait);
    List<Limit> everywhere = List.of(new Limit("follow code " + code, CODE_MAX, HOUR));
    List<Limit> besieged = List.of(new Limit("follow besieged " + network + " " + code, BESIEGED_MAX, HOUR));
    boolean siege = !guesses.reserve(everywhere).isZero();
    if (siege) {
      wait = guesses.reserve(besieged);
      if (!wait.isZero()) return new Wait(wait);
    }
    String town = opened(code, secret);
    if (town == null) return new Refused();
    guesses.refund(near);
    guesses.refund(siege ? besieged : everywhere);
    admit(request, response, town, code);
    return new Opened(town);
  }

  /** Lets the browser follow that matter for a while. */
  void admit(HttpServletRequest request, HttpServletResponse response, String town, String code) {
    passes.give(request, response, COOKIE, "/follow/" + code, passes.issue(PURPOSE, town + ":" + code, OPEN), OPEN);
  }

  /** The town of the matter, when this browser may follow it. */
  Optional<String> admitted(HttpServletRequest request, String code) {
    return passes
        .read(PURPOSE, Passes.held(request, COOKIE))
        .filter(content -> content.endsWith(":" + code))
        .map(content -> content.substring(0, content.length() - code.length() - 1));
  }

  /** Where the matter is followed; the address names the town when it is not the first one. */
  String path(String town, String code) {
    return "/follow/" + code + (town.equals(firstTown) ? "" : "?town=" + town);
  }

  /** The town, when it has to be named in a form or an address; null for the first one. */
  @Nullable String named(String town) {
    return town.equals(firstTown) ? null : town;
  }

  /** Does work for a resident, whoever may be logged in on this browser besides. */
  static <T> T asResident(String town, Supplier<T> work) {
    return new TownContext(town, "resident", null, null).call(work);
  }

  /** The digits in what somebody typed as their secret: without spaces, full-width ones too. */
  static String digits(String typed) {
    return Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[\\s\\-]", "");
  }

  /** What somebody typed as their code, full-width letters too, without what only divides. */
  static String letters(String typed) {
    return Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[\\s\\-－—–·.]", "");
  }

  /** An unknown code is looked at exactly as a known one is. */
  private @Nullable String opened(String code, String secret) {
    String town = followUp.townOf(code);
    boolean opens = asResident(town == null ? firstTown : town, () -> followUp.opens(code, secret));
    return opens ? town : null;
  }
}
