package io.fairlead.server.lead;

import io.fairlead.server.company.Companies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** What is done with leads by the clock: every minute the watchdog goes through the companies. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class LeadSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(LeadSchedule.class);

    private final Companies companies;
    private final Watchdog watchdog;

    LeadSchedule(Companies companies, Watchdog watchdog) {
        this.companies = companies;
        this.watchdog = watchdog;
    }

    @Scheduled(fixedRate = 60_000, initialDelay = 20_000)
    void watch() {
        for (int company : companies.all()) {
            try {
                watchdog.checkAgain(company);
            } catch (RuntimeException e) {
                LOG.error("The leads of company {} could not be checked", company, e);
            }
        }
    }
}
