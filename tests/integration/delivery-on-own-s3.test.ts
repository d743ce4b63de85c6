import { OWN_S3 } from '../support/delivery-storages.ts';
import { deliverySuite } from './delivery/suite.ts';

deliverySuite(OWN_S3);
