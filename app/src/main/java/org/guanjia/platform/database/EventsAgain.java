package org.guanjia.platform.database;

import java.util.concurrent.TimeUnit;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gives an event again to a listener that failed, or was interrupted in it because the program ended: the registry marks what has been under way for too long as
 * failed. Listeners do twice what they heard once without harm.
 */
@Component
class EventsAgain {

  private final FailedEventPublications failed;
  private final OneCopy oneCopy;

  EventsAgain(FailedEventPublications failed, OneCopy oneCopy) {
    this.failed = failed;
    this.oneCopy = oneCopy;
  }

  @Scheduled(fixedDelay = 2, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
  void resubmit() {
    oneCopy.run("events.again", () -> failed.resubmit(ResubmissionOptions.defaults()));
  }
}
