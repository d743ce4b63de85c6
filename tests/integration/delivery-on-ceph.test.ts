import { CEPH } from '../support/delivery-storages.ts';
import { deliverySuite } from './delivery/suite.ts';

deliverySuite(CEPH);
