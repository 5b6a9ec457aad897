package org.guanjia.requests.matching;

import java.util.concurrent.TimeUnit;
import org.guanjia.places.Places;
import org.guanjia.platform.database.OneCopy;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Enters into the index what is missing there, after each start and now and then: requests loaded past the application, or all of them after the index has got new pieces. */
@Component
class MissingWordings {

  private final Wordings wordings;
  private final Places places;
  private final OneCopy oneCopy;

  MissingWordings(Wordings wordings, Places places, OneCopy oneCopy) {
    this.wordings = wordings;
    this.places = places;
    this.oneCopy = oneCopy;
  }

  @Scheduled(initialDelay = 15, fixedDelay = 6 * 60 * 60, timeUnit = TimeUnit.SECONDS)
  void enter() {
    oneCopy.run("requests.wordings", () -> places.eachTown(wordings::keepMissing));
  }
}
