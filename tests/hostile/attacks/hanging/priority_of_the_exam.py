# /// attack
# title = "Changes priority and processors of the process that grades"
# stopped_at = "jailed"
# proven = "same user"
# ///
import os

from loot import tried

EXAM = int("@EXAM@")


def priority():
    os.setpriority(os.PRIO_PROCESS, EXAM, os.getpriority(os.PRIO_PROCESS, EXAM))


def affinity():
    os.sched_setaffinity(EXAM, os.sched_getaffinity(EXAM))


def scheduler():
    os.sched_setscheduler(EXAM, os.SCHED_OTHER, os.sched_param(0))


def attack(*arguments, **keywords):
    return tried(priority, affinity, scheduler)
